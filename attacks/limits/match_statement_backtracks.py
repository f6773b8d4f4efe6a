# Patterns in patterns over long subjects.
subject = [[i] * 50 for i in range(50)]
while True:
    match subject:
        case [*_, [50, *rest]] if False:
            pass
        case [[*a], *b] if len(b) > 50:
            pass
        case {'x': _} | [_, _] | [*_, 'end']:
            pass
