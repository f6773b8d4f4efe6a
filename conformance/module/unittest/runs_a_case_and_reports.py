import io
import re
import unittest


class Case(unittest.TestCase):
    def setUp(self):
        self.items = [1, 2]

    def test_equal(self):
        self.assertEqual(self.items, [1, 2])

    def test_lists_differ(self):
        self.assertEqual(self.items, [1, 3])

    def test_raises(self):
        with self.assertRaisesRegex(ValueError, 'invalid literal'):
            int('x')

    def test_sub(self):
        for i in range(3):
            with self.subTest(i=i):
                self.assertNotEqual(i, 1)

    @unittest.skip('not now')
    def test_skipped(self):
        pass

    @unittest.expectedFailure
    def test_expected(self):
        self.fail('as expected')

    def test_error(self):
        raise KeyError('f')


out = io.StringIO()
result = unittest.TextTestRunner(stream=out, verbosity=2).run(unittest.defaultTestLoader.loadTestsFromTestCase(Case))
print(result)
print(re.sub(r'in [\d.]+s', 'in N s', out.getvalue()))
