package io.jenkins.plugins.releasechecklist.cli;

import io.jenkins.plugins.releasechecklist.cli.terminal.Style;
import io.jenkins.plugins.releasechecklist.engine.record.RecordVerification;
import io.jenkins.plugins.releasechecklist.engine.record.event.BuildRef;
import io.jenkins.plugins.releasechecklist.engine.record.event.Person;
import io.jenkins.plugins.releasechecklist.engine.record.log.Damage;
import io.jenkins.plugins.releasechecklist.engine.record.state.Release;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.temporal.ChronoUnit;
import java.util.stream.Collectors;

/** What the hash chain of a record proves. */
record RecordProof(RecordCopy copy, PrintWriter out, Style style) {
    /** Tells it, and returns the exit code. */
    int tell() throws IOException {
        RecordVerification found = copy.record().examine();
        Release release = found.release();
        if (found.damage().isPresent()) {
            return tell(found, found.damage().get());
        }
        tellBeginning(found, "");
        out.println(style.good("The hash chain is whole.") + " Hash of the last event: " + found.head());
        out.println(
                "Proven: no event before the last one was changed, removed, inserted or moved without all later ones being"
                        + " written anew.");
        out.println(
                "Not proven: that the last event was not changed, that nothing is missing after it, and that nobody wrote"
                        + " the record anew. A bundle of evidence proves that, or the hash above if it was noted elsewhere.");
        if (release.torn()) {
            out.println(
                    style.open("TORN") + ": the last line was not written to its end (a crash). It does not count.");
            return ReleaseChecklistTool.TORN;
        }
        return ReleaseChecklistTool.FINE;
    }

    private int tell(RecordVerification found, Damage damage) {
        tellBeginning(found, damage.newer() ? " before that of a newer version" : " before the damage");
        if (damage.newer()) {
            out.println(style.open("NOT UNDERSTOOD") + ": " + Style.printable(damage.text()));
            out.println(style.good("The hash chain is whole.")
                    + " Nothing is wrong with the record as far as this version can tell.");
            return ReleaseChecklistTool.NEWER;
        }
        out.println(style.bad("DAMAGED") + ": " + Style.printable(damage.text()));
        out.println("Nothing from that event on can be believed.");
        return ReleaseChecklistTool.WRONG;
    }

    private void tellBeginning(RecordVerification found, String which) {
        Release release = found.release();
        if (release.seq() > 0) {
            out.println(title(release) + ": " + release.seq() + (release.seq() == 1 ? " event" : " events") + which
                    + ", status " + release.status());
        }
        release.opened()
                .ifPresent(opened -> out.println(Style.printable("Build "
                        + opened.build().job() + " #"
                        + opened.build().number() + ", started by "
                        + opened.starters().stream().map(Person::name).collect(Collectors.joining(", "))
                        + ", last event "
                        + found.latest()
                                .map(at -> at.truncatedTo(ChronoUnit.SECONDS).toString())
                                .orElse("never"))));
        if (release.isRehearsal()) {
            out.println(style.open(BuildRef.REHEARSED));
        }
    }

    private static String title(Release release) {
        return Style.printable(release.application().orElse("Release")
                + release.version().map(version -> " " + version).orElse(""));
    }
}
