def load():
    import surely_not_a_module.inside


load()
