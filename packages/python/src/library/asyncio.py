# asyncio: what natives leave over of a task's step and of a turn of the loop (modules/asyncio).

def run_handle(handle):
    handle._run()


def replayed(task, coroutine, how, value):
    """A coroutine that stops as the task's own just did; the task's own is its again."""
    task._coro = coroutine
    if how == 'raised':
        raise value
    if how == 'yielded':
        yield value
    return value


def task_step_ended(task, how, value):
    """The rest of Task.__step, after its coroutine stopped."""
    coroutine = task._coro
    task._coro = replayed(task, coroutine, how, value)
    loop = task._loop
    tables = find_and_load('asyncio.tasks')
    try:
        task._Task__step_run_and_handle_result(None)
    finally:
        if tables._current_tasks.get(loop) is not task:
            tables._leave_task(loop, task)
        del tables._current_tasks[loop]
        if task._state != 'PENDING':
            tables._scheduled_tasks.discard(task)
