version 1.0

task nothing {
  command {}
}
