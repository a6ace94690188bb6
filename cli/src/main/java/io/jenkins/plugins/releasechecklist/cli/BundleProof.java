package io.jenkins.plugins.releasechecklist.cli;

import io.jenkins.plugins.releasechecklist.cli.terminal.Style;
import io.jenkins.plugins.releasechecklist.engine.record.RecordVerification;
import io.jenkins.plugins.releasechecklist.engine.record.log.Damage;
import io.jenkins.plugins.releasechecklist.engine.report.evidence.Envelope;
import io.jenkins.plugins.releasechecklist.engine.report.evidence.EvidenceSummary;
import io.jenkins.plugins.releasechecklist.engine.report.evidence.VerificationKey;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Optional;

/** What a bundle of evidence proves, alone or together with the record. */
record BundleProof(Envelope envelope, VerificationKey key, PrintWriter out, Style style) {
    /** Tells what the bundle alone proves, and returns the exit code. */
    int tell() throws IOException {
        if (!isSigned()) {
            return ReleaseChecklistTool.WRONG;
        }
        EvidenceSummary claim = claim();
        out.println("Not proven: that there still is a record that says the same. Give it with --record.");
        notProvenByAnySignature(claim);
        return ReleaseChecklistTool.FINE;
    }

    /** Tells what bundle and record prove together, and returns the exit code. */
    int tell(RecordCopy copy) throws IOException {
        if (!isSigned()) {
            return ReleaseChecklistTool.WRONG;
        }
        EvidenceSummary claim = claim();
        Optional<Damage> newer = copy.record().verify().filter(Damage::newer);
        if (newer.isPresent()) {
            out.println(style.open("NOT UNDERSTOOD") + ": "
                    + Style.printable(newer.get().text()));
            return ReleaseChecklistTool.NEWER;
        }
        Optional<String> contradiction = claim.contradiction(copy.record());
        if (contradiction.isPresent()) {
            out.println(style.bad("THE RECORD IS NOT WHAT WAS SIGNED") + ": " + Style.printable(contradiction.get()));
            return ReleaseChecklistTool.WRONG;
        }
        RecordVerification found = copy.record().examine();
        long more = found.release().seq() - claim.seq();
        out.println("Proven: the record is the one that was signed, with every event up to number " + claim.seq()
                + ", and none of them was changed, removed, inserted or moved.");
        if (more > 0) {
            out.println("Not proven: the end of the " + more + (more == 1 ? " event" : " events")
                    + " that came after the bundle was made. Their hash chain is whole.");
        }
        notProvenByAnySignature(claim);
        if (found.release().torn()) {
            out.println(
                    style.open("TORN") + ": the last line was not written to its end (a crash). It does not count.");
            return ReleaseChecklistTool.TORN;
        }
        return ReleaseChecklistTool.FINE;
    }

    private boolean isSigned() throws IOException {
        if (key.hasSigned(envelope)) {
            return true;
        }
        out.println(style.bad("WRONG SIGNATURE") + ": the bundle was changed, or another key signed it.");
        out.println("  the key given:      " + key.id());
        envelope.signatures()
                .forEach(signature -> out.println("  the bundle names:   " + Style.printable(signature.keyid())));
        out.println("Nothing in it can be believed.");
        return false;
    }

    private EvidenceSummary claim() throws IOException {
        EvidenceSummary claim = EvidenceSummary.of(envelope);
        out.println(
                Style.printable(claim.release() + ": status " + claim.status()) + " after " + claim.seq() + " events");
        claim.subjects().forEach(subject -> out.println("  about " + Style.printable(subject)));
        out.println(style.good("The signature is right") + " (" + key.kind().label() + ", key " + key.id() + ").");
        key.weakness().ifPresent(why -> out.println(style.open("WEAK KEY") + ": " + why + "."));
        out.println("Proven: whoever holds that key made this statement, and nobody changed it since.");
        claim.ledger()
                .ifPresent(head -> out.println("Entry " + head.seq() + " of the ledger had the hash " + head.hash()
                        + " (compare with: verify --ledger LEDGER --noted " + head.hash() + " RECORD...)."));
        return claim;
    }

    private void notProvenByAnySignature(EvidenceSummary claim) {
        out.println(
                "Not proven: that the key belongs to whom you think (compare it with a copy from elsewhere), and when the"
                        + " statement was made (the signer says " + Style.printable(claim.generatedAt()) + ").");
    }
}
