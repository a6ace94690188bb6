package io.jenkins.plugins.releasechecklist.cli;

import io.jenkins.plugins.releasechecklist.engine.plan.Plan;
import io.jenkins.plugins.releasechecklist.engine.plan.PlanException;
import io.jenkins.plugins.releasechecklist.engine.plan.check.ForeignKinds;
import io.jenkins.plugins.releasechecklist.engine.plan.reader.PlanReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * A release plan as it stands in a file.
 *
 * @param name how messages name it
 * @param text what stands in it
 */
record PlanFile(String name, String text) {
    /**
     * Reads the file.
     *
     * @throws IOException if that is not possible, with a message for the person who named the file
     */
    static PlanFile load(Path file) throws IOException {
        try {
            return new PlanFile(file.toString(), Files.readString(file, StandardCharsets.UTF_8));
        } catch (NoSuchFileException e) {
            throw new IOException(file + ": expected a release plan, found no such file", e);
        } catch (CharacterCodingException e) {
            throw new IOException(file + ": expected text in UTF-8, found other bytes", e);
        } catch (FileSystemException e) {
            throw new IOException("expected a release plan that can be read, found " + FileMistake.of(e), e);
        } catch (IOException e) {
            throw new IOException(file + ": expected a release plan that can be read, found " + e.getMessage(), e);
        }
    }

    /**
     * Reads the plan.
     *
     * @param foreign the kinds of checks of other plugins that it may use
     * @throws PlanException with every mistake
     */
    Plan plan(ForeignKinds foreign) {
        return PlanReader.read(text, name, foreign);
    }
}
