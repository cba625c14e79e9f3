package dev.proxyherd.cli;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
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
    var terminal = Terminal.ofProcess();
    System.exit(run(Invocation.of(Checkout.ofScript(), in, out, err, terminal), args));
  }

  /** The command line as it is understood. */
  static CommandLine commandLine(Invocation call) {
    return new CommandLine(new HerdCommand(call))
        .addSubcommand(new StatusCommand(call))
        .addSubcommand(new LinksCommand(call))
        .addSubcommand(new MonitorCommand(call))
        .addSubcommand(new ReachabilityCommand(call))
        .addSubcommand(new ReloadCommand(call))
        .addSubcommand(new ForgetCommand(call))
        .addSubcommand(new CertsCommand(call))
        .addSubcommand(
            new CommandLine(new PlacesCommand()).addSubcommand(new PlacesImportCommand(call)))
        .addSubcommand(new BenchCommand(call));
  }

  /** Carries out one command and returns the exit code. */
  static int run(Invocation call, String... args) {
    var err = call.err();
    var command = commandLine(call);
    command.setOut(call.out());
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
