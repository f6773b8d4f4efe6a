prices = {'apple': 1.5}
basket = ['apple', 'pear']
total = sum(prices[item] for item in basket)
