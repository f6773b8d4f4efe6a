# Arithmetic on floats: a Mandelbrot row and a numeric integral.
N = 150


def mandelbrot(cx, cy):
    x = y = 0.0
    for i in range(60):
        x2 = x * x
        y2 = y * y
        if x2 + y2 > 4.0:
            return i
        y = 2.0 * x * y + cy
        x = x2 - y2 + cx
    return 60


def bench(n):
    total = 0
    for row in range(n):
        for column in range(n):
            total += mandelbrot(column / n * 3.0 - 2.0, row / n * 2.0 - 1.0)
    area = 0.0
    step = 1.0 / (n * 400)
    for i in range(n * 400):
        x = (i + 0.5) * step
        area += 4.0 / (1.0 + x * x)
    return total + int(area * step * 1000000)
