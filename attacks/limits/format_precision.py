# Digits behind the point, as many as somebody asks for.
format(1.5, '.2000000000f')
