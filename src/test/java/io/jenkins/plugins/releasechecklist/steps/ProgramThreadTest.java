package io.jenkins.plugins.releasechecklist.steps;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.releasechecklist.config.ReleaseChecklistConfiguration;
import io.jenkins.plugins.releasechecklist.config.channel.WebhookChannel;
import io.jenkins.plugins.releasechecklist.engine.gate.Choice;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingStream;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;

/** The thread that runs the Pipeline program never touches a record; the Java runtime itself tells who does. */
class ProgramThreadTest extends OneJenkins {
    private static final List<String> FILE_EVENTS = List.of("jdk.FileRead", "jdk.FileWrite", "jdk.FileForce");

    private static boolean isOfTheProgram(RecordedEvent access) {
        return access.getStackTrace().getFrames().stream()
                .map(frame -> frame.getMethod().getType().getName())
                .anyMatch(type -> type.startsWith("org.jenkinsci.plugins.workflow.cps."));
    }

    @Test
    void doesNoFileWorkOfOurs() throws Exception {
        ReleaseChecklistConfiguration.get().setChannels(List.of(new WebhookChannel("support", shop().url() + "/hook")));
        String checks = "checks: [httpCheck(url: '" + shop().url() + "/health')]";
        Queue<RecordedEvent> accesses = new ConcurrentLinkedQueue<>();
        try (RecordingStream stream = new RecordingStream()) {
            for (String event : FILE_EVENTS) {
                stream.enable(event).withThreshold(Duration.ZERO).withStackTrace();
                stream.onEvent(event, access -> {
                    if (String.valueOf(access.getString("path")).endsWith("events.jsonl")) {
                        accesses.add(access);
                    }
                });
            }
            stream.setReuse(false);
            stream.startAsync();
            WorkflowRun run = start("""
                    releaseChecklist version: '2.4.0'
                    checklistItem id: 'backup', status: 'PASSED'
                    withChecklistItem('deploy-production') { echo 'deploying' }
                    smokeTest environment: 'staging', %1$s
                    withSmokeTest(environment: 'staging', name: 'own') { echo 'testing' }
                    postDeployVerify environment: 'production', duration: '1s', interval: '500ms', %1$s
                    announceRelease channels: ['support']
                    releaseGate environment: 'production'
                    try { rollbackRelease(environment: 'production') { } } catch (ignored) { echo 'nothing to go back to' }
                    """.formatted(checks));
            Releasing.awaitGate(run, "production");
            Releasing.vote(run, "pm", "production", Choice.GO, null);
            Recorded.of(end(Result.SUCCESS, run)).only(ReleaseEvent.BuildEnded.class);
        }
        accesses.removeIf(access ->
                access.getThread().getJavaThreadId() == Thread.currentThread().getId());
        assertThat(accesses).isNotEmpty();
        assertThat(accesses)
                .filteredOn(access -> access.getStackTrace().isTruncated() || isOfTheProgram(access))
                .isEmpty();
    }
}
