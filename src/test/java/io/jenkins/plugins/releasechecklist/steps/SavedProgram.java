package io.jenkins.plugins.releasechecklist.steps;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** The program of the first build of a job as Pipeline has saved it, for what a crash leaves: a program older than its flow graph. */
record SavedProgram(Path file) {
    static SavedProgram of(File home, String job) {
        return new SavedProgram(home.toPath().resolve("jobs/" + job + "/builds/1/program.dat"));
    }

    /** Keeps it as it is at this moment. */
    void keep() throws IOException {
        Files.copy(file, kept(), StandardCopyOption.REPLACE_EXISTING);
    }

    /** Lets Jenkins start with what was kept. */
    void bringBack() throws IOException {
        Files.move(kept(), file, StandardCopyOption.REPLACE_EXISTING);
    }

    private Path kept() {
        return file.resolveSibling("kept-program.dat");
    }
}
