package io.jenkins.plugins.releasechecklist.engine.probe.condition;

import io.jenkins.plugins.releasechecklist.engine.probe.connect.AttemptException;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.HttpAnswer;
import io.jenkins.plugins.releasechecklist.engine.text.Phrase;
import java.util.List;
import java.util.Map;

/** How to read what another system answers. */
public interface ReplyRule {
    /** Whether it is asked about every artifact by itself: then 404 means "not yet", and addresses can name the artifact. */
    boolean isPerArtifact();

    /**
     * Reads an answer with a status of 200-299.
     *
     * @param release what is known of the release, by the {@linkplain RequestTemplate#NAMES names} of placeholders
     * @param secrets what the reply must not repeat
     * @throws AttemptException if it says nothing that could be read
     */
    Reply read(HttpAnswer answer, Map<String, String> release, List<String> secrets) throws AttemptException;

    /**
     * What the other system says.
     *
     * @param holds whether it is a yes
     * @param why what was found, in words for people and without secrets
     */
    record Reply(boolean holds, Phrase why) {
        /** What was found, in English. */
        public String reason() {
            return why.text();
        }
    }
}
