[].appendd
