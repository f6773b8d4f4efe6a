/** Sockets to port 80 only. What once had to be wrapped around the module socket is a line of the policy. */
import { type PolicyDocument, RExec } from 'rexec';

class Web extends RExec {
  static override ok_builtin_modules = [...RExec.ok_builtin_modules, 'socket', '_socket', 'select', 'selectors', 'io'];

  override make_policy(): PolicyDocument {
    return { ...super.make_policy(), network: { allow: ['tcp://*:80'] } };
  }
}

const r_env = new Web(null, false, { stdout: (text) => console.log(text.trimEnd()) });
await r_env.r_exec(`
import socket
for port in 25, 443, 8080:
    try:
        socket.create_connection(('93.184.216.34', port), timeout=1)
    except PermissionError as e:
        print(port, 'is refused')
`);
r_env.close();

//> 25 is refused
//> 443 is refused
//> 8080 is refused
