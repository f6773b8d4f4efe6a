for w in range(0,30):
    for v in (0,1,123,1234,-5,1234567):
        for g in ',_':
            for t in 'd','f','':
                print(format(v,f'0{w}{g}{t}'), end=' ')
            print(format(v,f'0{w}_x'), format(v,f'{w}_b'),format(v/7,f'0{w}{g}.7_f'))
print(float('1_0\u0661.5'), int(' \u06611_1 '))
print('aaa\xe9'*3, ('aaa\xe9'*100).encode()[:20], len(('a\U0001f600'*300).encode('utf-16').decode('utf-16')))
print(b'aXbX'.rfind(b'X',2,3), b'aXbX'.rfind(b'X',1), b'aXbX'.rfind(b'X',2,4), b'aXbX'.find(b'bX',0,3), b'aXbX'.rfind(b'aX',1), 'aXbX'.rfind('X',2,3),'aXbX'.rfind('X',1,3),('a'*100+'X'+'b'*100).rfind('X',50,150),('a'*100+'X'+'b'*100).rfind('X',101))
