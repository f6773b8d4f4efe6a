# str.translate may put a long text in place of each character.
('a' * 100_000).translate({97: 'b' * 100_000})
