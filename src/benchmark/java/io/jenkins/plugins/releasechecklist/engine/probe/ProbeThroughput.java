package io.jenkins.plugins.releasechecklist.engine.probe;

import com.sun.management.OperatingSystemMXBean;
import io.jenkins.plugins.releasechecklist.engine.probe.address.AddressGuard;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.ProbeNetwork;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.ProbeProxy;
import io.jenkins.plugins.releasechecklist.engine.probe.http.HttpCheck;
import io.jenkins.plugins.releasechecklist.engine.probe.run.Delayer;
import io.jenkins.plugins.releasechecklist.engine.probe.run.ProbeRunner;
import io.jenkins.plugins.releasechecklist.engine.probe.run.RunSettings;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Runs so many checks of one server at so many at once, and prints wall time, memory and processor time in one line. */
public final class ProbeThroughput {
    /** The steady state is measured: until then, the compiler works beside the checks. */
    private static final int WARM_UP = 20_000;

    private ProbeThroughput() {}

    /**
     * Runs the checks once, after a few others to warm up.
     *
     * @param arguments port of the server, number of checks, concurrency
     */
    public static void main(String[] arguments) throws IOException {
        String url = "http://127.0.0.1:" + arguments[0] + "/health";
        int number = Integer.parseInt(arguments[1]);
        int concurrency = Integer.parseInt(arguments[2]);
        ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
        try (ProbeNetwork network = ProbeNetwork.open(AddressGuard.ANY, ProbeProxy.NONE, concurrency)) {
            ProbeRunner runner = new ProbeRunner(
                    ProbeContext.of(
                            network, (where, id) -> Optional.empty(), CommandWorkspace.refused("no commands here")),
                    Delayer.of(scheduler),
                    new Random());
            RunSettings settings = RunSettings.DEFAULT.withConcurrency(concurrency);
            OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
            run(runner, settings, url, WARM_UP);
            long start = System.nanoTime();
            long cpu = system.getProcessCpuTime();
            run(runner, settings, url, number);
            double millis = (System.nanoTime() - start) / 1e6;
            double cpuMillis = (system.getProcessCpuTime() - cpu) / 1e6;
            System.gc();
            Runtime runtime = Runtime.getRuntime();
            System.out.printf(
                    Locale.ROOT,
                    "%.0f %d %d %.0f%n",
                    millis,
                    (runtime.totalMemory() - runtime.freeMemory()) / 1024,
                    peakKilobytes(),
                    cpuMillis);
        } finally {
            scheduler.shutdownNow();
        }
    }

    private static void run(ProbeRunner runner, RunSettings settings, String url, int number) {
        List<HttpCheck> checks = IntStream.range(0, number)
                .mapToObj(i -> HttpCheck.builder(url)
                        .name("check-" + i)
                        .jsonPath("$.status")
                        .expect("UP")
                        .build())
                .toList();
        Map<Boolean, Long> outcome = runner.run(checks, settings, result -> {}).join().stream()
                .collect(Collectors.partitioningBy(CheckResult::passed, Collectors.counting()));
        if (outcome.get(false) > 0) {
            throw new IllegalStateException("expected every check to pass, found failures: " + outcome.get(false));
        }
    }

    /** The most memory that the process ever had, heap and everything else. */
    private static long peakKilobytes() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .map(line -> line.replaceAll("\\D", ""))
                .mapToLong(Long::parseLong)
                .findFirst()
                .orElse(0);
    }
}
