package io.jenkins.plugins.releasechecklist.actions;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.FreeStyleBuild;
import io.jenkins.plugins.releasechecklist.InSharedJenkins;
import io.jenkins.plugins.releasechecklist.actions.RestClient.Reply;
import io.jenkins.plugins.releasechecklist.actions.job.JobReleases;
import io.jenkins.plugins.releasechecklist.builds.lifecycle.BuildRecords;
import io.jenkins.plugins.releasechecklist.builds.record.RecordPointer;
import io.jenkins.plugins.releasechecklist.engine.checklist.ItemStatus;
import io.jenkins.plugins.releasechecklist.engine.gate.Choice;
import io.jenkins.plugins.releasechecklist.engine.record.ReleaseRecord;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import io.jenkins.plugins.releasechecklist.engine.record.log.RecordLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;

/** Damages the record of a build while "Jenkins is down", again and again: nobody reads it as good, and no page fails. */
@InSharedJenkins
class DamageCampaign {
    private static final int DAMAGES = Integer.getInteger("campaign.damages", 10_000);
    private static final long SEED = Long.getLong("campaign.seed", System.currentTimeMillis());
    /** After so many minutes no further damage is done. */
    private static final int MINUTES = Integer.getInteger("campaign.minutes", 60);
    /** Pages are asked for after one damage in so many. */
    private static final int LOOKS = 20;

    private static final List<String> PAGES = List.of(
            "",
            "release-checklist/",
            "release-checklist/api/json",
            "release-checklist/events",
            "../" + JobReleases.URL + "/");

    private final Map<String, Integer> faults = new TreeMap<>();
    private final Map<RecordDamages, Integer> done = new EnumMap<>(RecordDamages.class);

    private JenkinsRule jenkins;
    private FreeStyleBuild build;
    private Path directory;
    private Path file;
    private byte[] record;
    private int pages;

    @BeforeEach
    void haveARelease(JenkinsRule rule) throws Exception {
        jenkins = rule;
        People.moveIn(rule);
        RunningBuild running = RunningBuild.start(rule);
        running.append(
                Events.gate("production", Events.PRODUCT, Events.QA),
                Events.vote("production", "qa", "qa", Choice.GO, "Fine"),
                Events.started("v1", "postDeployVerify", "production"));
        for (int i = 0; i < 40; i++) {
            running.append(
                    new ReleaseEvent.ItemMarked("item-" + i, ItemStatus.PASSED, Optional.of("Tried Ä " + i), List.of()),
                    Events.samples("v1", Events.sample("health", i, 70 + i, "")));
        }
        running.end();
        build = running.build();
        directory = build.getRootDir().toPath().resolve(RecordPointer.DIRECTORY);
        file = directory.resolve("events.jsonl");
        record = Files.readAllBytes(file);
    }

    @Test
    void readsNoneAsGoodAndFailsOnNoPage() throws Exception {
        restart();
        assertThat(isGood()).isTrue();
        look("nothing");
        assertThat(faults).isEmpty();
        Random chance = new Random(SEED);
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(MINUTES);
        for (int i = 0; i < DAMAGES && System.nanoTime() < end; i++) {
            RecordDamages damage = RecordDamages.values()[chance.nextInt(RecordDamages.values().length)];
            Optional<byte[]> damaged = damage.to(record, chance);
            if (damaged.filter(bytes -> Arrays.equals(bytes, record)).isPresent()) {
                continue;
            }
            done.merge(damage, 1, Integer::sum);
            try {
                if (damaged.isPresent()) {
                    Files.write(file, damaged.get());
                } else {
                    Files.delete(file);
                }
                restart();
                if (isGood()) {
                    fault("good after " + damage);
                }
                if (i % LOOKS == 0) {
                    look(damage.name());
                }
            } catch (IOException | RuntimeException e) {
                fault(e + " after " + damage);
            }
            Files.write(file, record);
        }
        report();
        assertThat(faults).isEmpty();
    }

    /** The Jenkins that starts then knows what the build has noted, and no more. */
    private void restart() throws IOException {
        Path aside = Files.move(directory, directory.resolveSibling("aside"));
        RecordLock.forgetGone();
        Files.move(aside, directory);
        build.reload();
        build.getAction(RecordPointer.class).onLoad(build);
    }

    /** Whether one of those who ask takes it for good: those who look, and those who decide. */
    private boolean isGood() throws IOException {
        ReleaseRecord read = BuildRecords.of(build).orElseThrow();
        read.events(0);
        return read.verifyUnlessKnown().isEmpty() || read.verify().isEmpty();
    }

    private void look(String damage) throws Exception {
        for (String page : PAGES) {
            Reply reply = RestClient.of(jenkins, "reader").get(build.getUrl() + page, "Accept", "text/html");
            pages++;
            if (reply.status() != 200 || reply.text().contains("\tat ")) {
                fault(reply.status() + " of " + page + " after " + damage);
            } else if (page.startsWith("release-checklist/")
                    && !page.endsWith("events")
                    && !damage.equals("nothing")
                    && !reply.text().contains("ecord damaged")) {
                fault("nothing said by " + page + " after " + damage);
            }
        }
    }

    private void fault(String what) {
        faults.merge(what, 1, Integer::sum);
    }

    private void report() throws IOException {
        String line = done.values().stream().mapToInt(Integer::intValue).sum() + " damages of a record of "
                + Files.readAllLines(file).size() + " events (seed " + SEED + "), " + pages + " pages: "
                + faults.values().stream().mapToInt(Integer::intValue).sum() + " faults " + faults;
        System.out.println("CAMPAIGN " + line + " " + done);
        Files.writeString(
                Path.of("target/campaign-damages.txt"),
                line + "\n",
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING);
    }
}
