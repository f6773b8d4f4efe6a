error = ValueError('line one\nline two')
error.add_note('a note\nof two lines')
error.add_note('another')
raise error
