package io.jenkins.plugins.releasechecklist.steps.announce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import hudson.scm.ChangeLogSet;
import java.io.IOException;
import java.io.StringWriter;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.kohsuke.stapler.export.ExportConfig;
import org.kohsuke.stapler.export.Flavor;
import org.kohsuke.stapler.export.Model;
import org.kohsuke.stapler.export.ModelBuilder;
import org.kohsuke.stapler.export.NamedPathPruner;

/**
 * The whole message of a commit. For git, the entry of a change log says only the first line; the rest of it is what the REST API
 * of Jenkins calls {@code comment}, and is asked for in the same way, so that no version control has to be known here.
 */
final class CommitMessage {
    private static final Logger LOGGER = Logger.getLogger(CommitMessage.class.getName());
    private static final ModelBuilder MODELS = new ModelBuilder();
    private static final ObjectMapper JSON = new ObjectMapper();

    private CommitMessage() {}

    static String of(ChangeLogSet.Entry entry) {
        String title = String.valueOf(entry.getMsg());
        String comment = comment(entry);
        return comment.length() > title.length() ? comment : title;
    }

    private static String comment(ChangeLogSet.Entry entry) {
        try {
            StringWriter written = new StringWriter();
            write(MODELS.get(entry.getClass()), entry, written);
            JsonNode comment = JSON.readTree(written.toString()).path("comment");
            return comment.isTextual() ? comment.textValue() : "";
        } catch (IOException | RuntimeException e) {
            // It is code of another plugin, and the first line is enough for release notes.
            LOGGER.log(Level.FINE, e, () -> "Cannot export a commit: " + entry.getClass());
            return "";
        }
    }

    private static <T> void write(Model<T> model, ChangeLogSet.Entry entry, StringWriter to) throws IOException {
        model.writeTo(
                model.type.cast(entry),
                new NamedPathPruner("comment"),
                Flavor.JSON.createDataWriter(entry, to, new ExportConfig()));
    }
}
