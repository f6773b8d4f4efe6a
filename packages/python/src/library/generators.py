# Generators, coroutines and asynchronous generators: what takes more than going on with one frame.


# -- yield from, await: throw() and close() reach the innermost --------------------------------------------------------

def close_awaited(inner):
    method = getattr(inner, 'close', None)
    if method is not None:
        method()


def close_while_running(gen, inner):
    """Close what gen waits for; the exception that this raised, or None."""
    error = None
    mark_running(gen, True)
    try:
        close_awaited(inner)
    except BaseException as e:
        error = e
    mark_running(gen, False)
    return error


def generator_throw_delegate(gen, inner, args, closes):
    if closes and generator_is_exit(args[0]):
        error = close_while_running(gen, inner)
        return throw_here(gen, exception_of_throw(args) if error is None else error)
    native = is_generator(inner)
    method = None if native else getattr(inner, 'throw', None)
    if not native and method is None:
        return throw_here(gen, exception_of_throw(args))
    error = None
    value = None
    mark_running(gen, True)
    try:
        value = throw_arguments(inner, args, closes) if native else method(*args)
    except BaseException as e:
        error = e
    mark_running(gen, False)
    if error is None:
        return value
    return throw_here(gen, error)


def make_exception(cls, value):
    if value is None:
        exc = cls()
    elif isinstance(value, tuple):
        exc = cls(*value)
    else:
        exc = cls(value)
    if not isinstance(exc, BaseException):
        raise TypeError(f'calling {cls!r} should have returned an instance of BaseException, not {type(exc).__name__}')
    return exc


def thrown_exception(cls, value, tb):
    """What throw(cls, value, tb) raises: the new exception, or what making it raised."""
    try:
        exc = make_exception(cls, value)
    except BaseException as e:
        exc = e
    if tb is not None:
        exc.__traceback__ = tb
    return exc


def generator_throw_new(gen, cls, value, tb):
    return throw_here(gen, thrown_exception(cls, value, tb))


def exception_of_throw(args):
    cls = args[0]
    value = args[1] if len(args) > 1 else None
    tb = args[2] if len(args) > 2 else None
    exc = checked_throw(cls, value, tb)
    return thrown_exception(cls, value, tb) if exc is None else exc


def raise_thrown(cls, value, tb, deprecated):
    if deprecated:
        warn_of_throw()
    raise exception_of_throw((cls, value, tb))


def stop_with(value):
    raise StopIteration(value)


def throw_deprecated(gen, args):
    warn_of_throw()
    return throw_arguments(gen, args, True)


def warn_of_throw():
    message = 'the (type, exc, tb) signature of throw() is deprecated, use the single-arg signature instead.'
    find_and_load('warnings').warn(message, DeprecationWarning, 1)


def generator_close(gen, inner, waits, kind):
    error = close_while_running(gen, inner) if waits else None
    if error is None:
        error = GeneratorExit()
        exception_chain_handled(error)
    value = None
    ended = False
    try:
        throw_here(gen, error)
    except GeneratorExit:
        ended = True
    except StopIteration as e:
        ended = True
        value = e.value
    if ended:
        return value
    raise RuntimeError(kind + ' ignored GeneratorExit')


def send_to_iterator(it, value):
    return it.send(value)


# -- await, async for -----------------------------------------------------------------------------------------------------

def await_iterator(o):
    it = bound_special(o, '__await__')()
    if is_coroutine(it):
        raise TypeError('__await__() returned a coroutine')
    if class_lookup(type(it), '__next__', None) is None:
        raise TypeError(f"__await__() returned non-iterator of type '{type(it).__name__}'")
    return it


def async_iterator(o):
    it = bound_special(o, '__aiter__')()
    if class_lookup(type(it), '__anext__', None) is None:
        raise TypeError(
            f"'async for' received an object from __aiter__ that does not implement __anext__: {type(it).__name__}"
        )
    return it


def async_next(it):
    awaitable = bound_special(it, '__anext__')()
    if is_awaitable_generator(awaitable):
        return awaitable
    error = None
    try:
        return bound_awaitable(awaitable)
    except BaseException as e:
        error = e
    raise TypeError(f"'async for' received an invalid object from __anext__: {type(awaitable).__name__}") from error


def bound_awaitable(o):
    if class_lookup(type(o), '__await__', None) is None:
        raise TypeError(f"'{type(o).__name__}' object can't be awaited")
    return await_iterator(o)


# -- asynchronous generators ------------------------------------------------------------------------------------------------

def async_gen_first_iteration(hook, gen, awaitable):
    hook(gen)
    return awaitable


def step_ended(step, gen):
    asyncgen_set_running(gen, False)
    step_set_state(step, 2)


def step_raised(step, gen, error):
    if isinstance(error, (StopAsyncIteration, GeneratorExit)):
        asyncgen_set_closed(gen, True)
    step_ended(step, gen)


def step_result(step, gen, result):
    """A yielded value ends the awaitable, anything else goes out to the event loop."""
    if is_wrapped_yield(result):
        step_ended(step, gen)
        raise StopIteration(wrapped_yield(result))
    return result


def asend_step(step, gen, value):
    try:
        result = resume_generator(gen, value)
    except BaseException as e:
        step_raised(step, gen, e)
        raise
    return step_result(step, gen, result)


def asend_throw(step, gen, cls, value, tb):
    if step_state(step) == 2:
        raise RuntimeError('cannot reuse already awaited __anext__()/asend()')
    if step_state(step) == 0:
        if asyncgen_running(gen):
            step_set_state(step, 2)
            raise RuntimeError('anext(): asynchronous generator is already running')
        step_set_state(step, 1)
        asyncgen_set_running(gen, True)
    try:
        result = async_gen_throw(gen, cls, value, tb)
    except BaseException as e:
        step_raised(step, gen, e)
        raise
    return step_result(step, gen, result)


def async_gen_throw(gen, cls, value, tb):
    return throw_arguments(gen, (cls, value, tb), False)


def asend_close(step):
    ended = False
    try:
        step.throw(GeneratorExit)
    except (StopIteration, StopAsyncIteration, GeneratorExit):
        ended = True
    if not ended:
        raise RuntimeError('coroutine ignored GeneratorExit')


def athrow_name(step):
    return 'aclose' if athrow_args(step) is None else 'athrow'


def athrow_begin(step, gen):
    if asyncgen_running(gen):
        step_set_state(step, 2)
        raise RuntimeError(athrow_name(step) + '(): asynchronous generator is already running')


def athrow_send(step, gen, value):
    state = step_state(step)
    if state == 2:
        raise RuntimeError('cannot reuse already awaited aclose()/athrow()')
    if generator_is_over(gen):
        step_set_state(step, 2)
        raise StopIteration
    args = athrow_args(step)
    if state == 0:
        athrow_begin(step, gen)
        if asyncgen_closed(gen):
            step_set_state(step, 2)
            raise StopAsyncIteration
        if value is not None:
            raise RuntimeError("can't send non-None value to a just-started coroutine")
        step_set_state(step, 1)
        asyncgen_set_running(gen, True)
        if args is None:
            asyncgen_set_closed(gen, True)
            return aclose_run(step, gen, True, GeneratorExit, None, None)
        return athrow_run(step, gen, True, args[0], args[1], args[2])
    if args is None:
        return aclose_run(step, gen, False, value, None, None)
    return athrow_run(step, gen, False, value, None, None)


def athrow_run(step, gen, throwing, first, value, tb):
    try:
        result = async_gen_throw(gen, first, value, tb) if throwing else resume_generator(gen, first)
    except BaseException as e:
        step_raised(step, gen, e)
        raise
    return step_result(step, gen, result)


def aclose_run(step, gen, throwing, first, value, tb):
    done = False
    try:
        result = async_gen_throw(gen, first, value, tb) if throwing else resume_generator(gen, first)
    except (StopAsyncIteration, GeneratorExit):
        done = True
        step_ended(step, gen)
    except BaseException:
        step_ended(step, gen)
        raise
    if done:
        raise StopIteration
    if is_wrapped_yield(result):
        step_ended(step, gen)
        raise RuntimeError('async generator ignored GeneratorExit')
    return result


def athrow_throw(step, gen, cls, value, tb):
    state = step_state(step)
    if state == 2:
        raise RuntimeError('cannot reuse already awaited aclose()/athrow()')
    if state == 0:
        athrow_begin(step, gen)
        step_set_state(step, 1)
        asyncgen_set_running(gen, True)
    if athrow_args(step) is None:
        return aclose_run(step, gen, True, cls, value, tb)
    return athrow_run(step, gen, True, cls, value, tb)


def athrow_close(step):
    ended = False
    try:
        step.throw(GeneratorExit)
    except (StopIteration, StopAsyncIteration, GeneratorExit):
        ended = True
    if not ended:
        raise RuntimeError('coroutine ignored GeneratorExit')
