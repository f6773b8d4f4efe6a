# UTF-7 (RFC 2152), with the choices that CPython makes: what may stand for itself does.


def utf7_letters():
    return b'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'


def utf7_direct():
    return 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789\'(),-./:?!"#$%&*;<=>@[]^_`{|} \t\n\r'


def codec_utf7_encode(s):
    letters = utf7_letters()
    direct = utf7_direct()
    out = bytearray()
    shifted = False
    bits = held = 0
    for c in s:
        if c in direct:
            if shifted:
                if bits:
                    out.append(letters[(held << 6 - bits) & 63])
                shifted = False
                bits = held = 0
                if ord(c) in letters or c == '-':
                    out.append(45)
            out.append(ord(c))
            continue
        if not shifted:
            out.append(43)
            if c == '+':
                out.append(45)
                continue
            shifted = True
        point = ord(c)
        units = (point,) if point < 0x10000 else (0xD7C0 + (point >> 10), 0xDC00 | point & 0x3FF)
        for unit in units:
            held = held << 16 | unit
            bits += 16
            while bits >= 6:
                bits -= 6
                out.append(letters[held >> bits & 63])
            held &= (1 << bits) - 1
    if bits:
        out.append(letters[(held << 6 - bits) & 63])
    if shifted:
        out.append(45)
    return bytes(out), len(s)


def codec_utf7_decode(data, errors, final):
    letters = utf7_letters()
    out = []
    pos = start = begun = 0
    shifted = False
    high = bits = held = 0
    given = len(data)
    while True:
        size = len(data)
        reason = None
        if pos >= size:
            if not shifted:
                return ''.join(out), given if final else size
            if not final:
                return ''.join(out[:begun]), start
            shifted = False
            if not high and bits < 6 and not held:
                return ''.join(out), given
            reason = 'unterminated shift sequence'
        elif shifted:
            b = data[pos]
            value = letters.find(b)
            if value >= 0:
                held = held << 6 | value
                bits += 6
                pos += 1
                if bits >= 16:
                    bits -= 16
                    unit = held >> bits
                    held &= (1 << bits) - 1
                    if high and 0xDC00 <= unit < 0xE000:
                        out.append(chr(0x10000 + ((high & 0x3FF) << 10) + (unit & 0x3FF)))
                        high = 0
                        continue
                    if high:
                        out.append(chr(high))
                        high = 0
                    if 0xD800 <= unit < 0xDC00:
                        high = unit
                    else:
                        out.append(chr(unit))
                continue
            shifted = False
            if bits >= 6:
                pos += 1
                reason = 'partial character in shift sequence'
            elif held:
                pos += 1
                reason = 'non-zero padding bits in shift sequence'
            else:
                if high and b < 128 and b != 43:
                    out.append(chr(high))
                high = 0
                if b == 45:
                    pos += 1
                continue
        else:
            b = data[pos]
            if b == 43:
                start = pos
                pos += 1
                if pos < size and data[pos] == 45:
                    pos += 1
                    out.append('+')
                elif pos < size and data[pos] not in letters:
                    pos += 1
                    reason = 'ill-formed sequence'
                else:
                    shifted = True
                    begun = len(out)
                    high = bits = held = 0
                if reason is None:
                    continue
            elif b < 128:
                pos += 1
                out.append(chr(b))
                continue
            else:
                start = pos
                pos += 1
                reason = 'unexpected special character'
        text, data, pos = codec_decode_reply(errors, 'utf7', data, start, pos, reason)
        out.append(text)
