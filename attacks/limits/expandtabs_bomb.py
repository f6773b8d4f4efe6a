# A tab as wide as somebody asks for.
'\t\t'.expandtabs(2**31 - 1)
