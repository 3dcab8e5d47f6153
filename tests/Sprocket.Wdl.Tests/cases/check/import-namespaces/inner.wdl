version 1.0

task deep {
  command {}
}
