version 1.0

task run {
  command {}
}
