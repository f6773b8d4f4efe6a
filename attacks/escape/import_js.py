# from: Pyodide: import js; microsoft/thinkingbox-data#22, mcp-run-python
# after: JavaScript of the host through the modules of Pyodide
# must: contained
for name in ('js', 'pyodide', 'pyodide_js', '_pyodide_core', '_pyodide', 'pyodide.ffi', 'pyodide.code', 'micropip', 'node', 'deno', 'browser', 'javascript', 'java', 'polyglot', 'clr', 'jnius', 'objc', '__js__', 'globalThis'):
    try:
        m = __import__(name, None, None, ['x'])
        print('ESCAPED', m)
    except ImportError as e:
        print(e.name)
