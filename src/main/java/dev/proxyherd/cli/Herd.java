package dev.proxyherd.cli;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ParameterException;

/** Runs the {@code herd} command: exit codes, and one line for whatever goes wrong. */
public final class Herd {
  private Herd() {}

  static void main(String[] args) {
    var in = new FileInputStream(FileDescriptor.in);
    var out = new FileOutputStream(FileDescriptor.out);
    var err = new PrintWriter(System.err, true, Charset.defaultCharset());
    System.exit(run(Checkout.ofScript(), in, out, err, args));
  }

  /** Carries out one command and returns the exit code. */
  static int run(
      Checkout checkout, InputStream in, OutputStream out, PrintWriter err, String... args) {
    var command = new CommandLine(new HerdCommand(checkout, in, out));
    command.addSubcommand(new ReloadCommand(checkout, out));
    command.addSubcommand(new BenchCommand(checkout, out, err));
    command.addSubcommand(new CertsCommand(checkout, out));
    command.setErr(err);
    command.setParameterExceptionHandler(
        (problem, rejected) -> {
          var name = problem.getCommandLine().getCommandSpec().qualifiedName();
          err.println("herd: %s (./%s --help)".formatted(oneLine(problem), name));
          return ExitCode.USAGE;
        });
    command.setExecutionExceptionHandler(
        (problem, failed, parsed) -> {
          err.println("herd: " + (problem instanceof HerdFailure ? problem.getMessage() : problem));
          return problem instanceof HerdFailure failure ? failure.exitCode() : ExitCode.SOFTWARE;
        });
    return command.execute(args);
  }

  private static String oneLine(ParameterException problem) {
    return String.valueOf(problem.getMessage()).lines().findFirst().orElse("not understood");
  }
}
