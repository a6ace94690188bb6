package io.jenkins.plugins.releasechecklist.engine.gate;

import io.jenkins.plugins.releasechecklist.engine.checklist.Item;
import io.jenkins.plugins.releasechecklist.engine.gate.exclusive.EnvironmentTurn;
import io.jenkins.plugins.releasechecklist.engine.gate.window.Freeze;
import io.jenkins.plugins.releasechecklist.engine.gate.window.Window;
import io.jenkins.plugins.releasechecklist.engine.text.Phrase;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;

/** One thing that a gate still lacks. */
public sealed interface UnmetCondition {
    /** The thing as people read it, in a few words. */
    Phrase phrase();

    /** The same in English. */
    default String text() {
        return phrase().text();
    }

    /**
     * More people have to say Go.
     *
     * @param approval what is asked for
     * @param missing how many people are missing, at least 1
     */
    record ForApproval(Approval approval, int missing) implements UnmetCondition {
        @Override
        public Phrase phrase() {
            return Phrase.of("gate.forApproval", missing, approval.phrase());
        }
    }

    /**
     * A Go has to begin to count.
     *
     * @param vote the deferred Go
     */
    record ForDeferredGo(Vote vote) implements UnmetCondition {
        @Override
        public Phrase phrase() {
            return Phrase.of("gate.forDeferredGo", vote.name(), vote.since());
        }
    }

    /**
     * An item has to be done again because an approver asked for it.
     *
     * @param vote the request for changes
     * @param item the item that it names
     */
    record ForChanges(Vote vote, Item item) implements UnmetCondition {
        @Override
        public Phrase phrase() {
            return Phrase.of(
                    "gate.forChanges",
                    item.id(),
                    item.title(),
                    vote.name(),
                    vote.comment().orElseThrow());
        }
    }

    /**
     * An item has to be done.
     *
     * @param item its id
     * @param title its title
     */
    record ForItem(String item, String title) implements UnmetCondition {
        @Override
        public Phrase phrase() {
            return Phrase.of("gate.forItem", item, title);
        }
    }

    /**
     * The rules of the administrators have to be readable.
     *
     * @param problem what is wrong with them, and what to do
     */
    record ForRules(String problem) implements UnmetCondition {
        @Override
        public Phrase phrase() {
            return Phrase.of("gate.forRules", problem);
        }
    }

    /**
     * The deployment window has to open.
     *
     * @param window which
     * @param opens when it opens next
     */
    record ForWindow(Window window, Instant opens) implements UnmetCondition {
        @Override
        public Phrase phrase() {
            // In the zone that the window is written in, which is the one of the people who know it.
            return Phrase.of(
                    "gate.forWindow",
                    window.phrase(),
                    DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
                            opens.atZone(window.anyOf().get(0).zone())));
        }
    }

    /**
     * A freeze has to be over.
     *
     * @param freeze which
     * @param ends when it is over this time
     */
    record ForFreeze(Freeze freeze, Instant ends) implements UnmetCondition {
        @Override
        public Phrase phrase() {
            return Phrase.of("gate.forFreeze", freeze.phrase());
        }
    }

    /**
     * Windows that never open together keep the gate closed.
     *
     * @param windows all of them
     */
    record ForSchedule(List<Window> windows) implements UnmetCondition {
        public ForSchedule {
            windows = List.copyOf(windows);
        }

        @Override
        public Phrase phrase() {
            return Phrase.of(
                    "gate.forSchedule",
                    Phrase.joined(
                            "text.then", windows.stream().map(Window::phrase).toList()));
        }
    }

    /**
     * A build has to be one that may come to the environment, which is too late to be changed.
     *
     * @param refusal why this one may not, with the rule that says so
     */
    record ForAdmission(String refusal) implements UnmetCondition {
        @Override
        public Phrase phrase() {
            return Phrase.of("gate.forAdmission", refusal);
        }
    }

    /** Somebody who is known has to have started the build, which is too late to be changed. */
    record ForStarter() implements UnmetCondition {
        @Override
        public Phrase phrase() {
            return Phrase.of("gate.forStarter");
        }
    }

    /**
     * The authors of the changes may not vote, and have to be known for that.
     *
     * @param problem why they are not
     */
    record ForAuthors(String problem) implements UnmetCondition {
        @Override
        public Phrase phrase() {
            return Phrase.of("gate.forAuthors", problem);
        }
    }

    /**
     * No other release may be in the environment.
     *
     * @param turn who is there, and who comes first
     */
    record ForEnvironment(EnvironmentTurn turn) implements UnmetCondition {
        @Override
        public Phrase phrase() {
            return turn.phrase();
        }
    }

    /**
     * Another system has to agree.
     *
     * @param condition its id
     * @param why what it said last; empty when it was not asked yet
     */
    record ForCondition(String condition, Optional<Phrase> why) implements UnmetCondition {
        @Override
        public Phrase phrase() {
            return why.map(words -> Phrase.of("gate.forConditionSaying", condition, words))
                    .orElseGet(() -> Phrase.of("gate.forCondition", condition));
        }
    }
}
