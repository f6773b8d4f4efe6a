def compute(distance):
    import_count = 3
    return distnace * import_count


compute(5)
