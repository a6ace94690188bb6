package io.jenkins.plugins.releasechecklist.engine.probe.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * A process and whatever descends from it. Descendants are known by their parents and, where the system shows the environment
 * of processes (Linux), by a mark in it: a process whose parent has ended is nobody's child any more.
 */
final class ProcessTree {
    private static final String MARK = "RELEASE_CHECKLIST_COMMAND";
    private static final Path PROCESSES = Path.of("/proc");
    private static final int MOST_ROUNDS = 20;

    private final String mark = UUID.randomUUID().toString();
    private Optional<Process> parent = Optional.empty();
    private boolean ended;

    /** Marks the environment of the process that will be started. */
    void mark(Map<String, String> environment) {
        environment.put(MARK, mark);
    }

    /** Names the process. If the family has been ended meanwhile, it is the last of it. */
    void begin(Process process) {
        boolean late;
        synchronized (this) {
            parent = Optional.of(process);
            late = ended;
        }
        if (late) {
            end();
        }
    }

    /** Ends every process of the family at once, and waits for nothing. */
    void end() {
        Optional<Process> process;
        synchronized (this) {
            ended = true;
            process = parent;
        }
        process.ifPresent(this::end);
    }

    private void end(Process process) {
        Set<ProcessHandle> met = new HashSet<>();
        // A process may start another one while it is being looked for, so it is done again until there is no new one.
        for (int round = 0; round < MOST_ROUNDS; round++) {
            List<ProcessHandle> living = living(process);
            if (!met.addAll(living)) {
                return;
            }
            living.forEach(ProcessHandle::destroyForcibly);
        }
    }

    private List<ProcessHandle> living(Process process) {
        List<ProcessHandle> living = new ArrayList<>();
        // The parents first: who has ended starts nothing more.
        living.add(process.toHandle());
        process.descendants().forEach(living::add);
        living.addAll(marked());
        living.removeIf(member -> !member.isAlive());
        return living;
    }

    private List<ProcessHandle> marked() {
        List<ProcessHandle> marked = new ArrayList<>();
        if (Files.isDirectory(PROCESSES)) {
            try (DirectoryStream<Path> numbers = Files.newDirectoryStream(PROCESSES, "[0-9]*")) {
                for (Path number : numbers) {
                    if (isMarked(number)) {
                        ProcessHandle.of(Long.parseLong(number.toFile().getName()))
                                .ifPresent(marked::add);
                    }
                }
            } catch (IOException | DirectoryIteratorException e) {
                // The system shows no more of it; those who are known by their parents remain.
                return marked;
            }
        }
        return marked;
    }

    private boolean isMarked(Path process) {
        try {
            // Zeros separate the variables; the mark is ASCII, whatever the others are.
            String environment = Files.readString(process.resolve("environ"), StandardCharsets.ISO_8859_1);
            return environment.contains(MARK + "=" + mark);
        } catch (IOException e) {
            // It has ended, or it is not ours to look at.
            return false;
        }
    }
}
