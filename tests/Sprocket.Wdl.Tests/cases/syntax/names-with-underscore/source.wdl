version 1.1

task _t {
  input {
    Int _x
  }
  command <<< ~{_x} >>>
}
