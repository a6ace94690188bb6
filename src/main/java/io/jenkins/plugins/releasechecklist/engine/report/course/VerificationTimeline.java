package io.jenkins.plugins.releasechecklist.engine.report.course;

import io.jenkins.plugins.releasechecklist.engine.probe.metric.MetricSample;
import io.jenkins.plugins.releasechecklist.engine.probe.run.Sample;
import io.jenkins.plugins.releasechecklist.engine.probe.version.VersionProbe;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import io.jenkins.plugins.releasechecklist.engine.record.state.RunState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * How a verification went over time.
 *
 * @param interval the time from one round of samples to the next
 * @param slices in order; each is one round, or several when there are very many
 * @param gaps the interruptions between them, in order
 */
public record VerificationTimeline(Duration interval, List<TimelineBucket> slices, List<Gap> gaps) {
    /** How many slices are wanted at most; the interruptions can cut a few of them in two. */
    static final int SLICES = 120;

    /** How many interruptions are told; of more, the longest. */
    static final int GAPS = 50;

    private static final Duration USUAL_INTERVAL = Duration.ofSeconds(15);

    public VerificationTimeline {
        slices = List.copyOf(slices);
        gaps = List.copyOf(gaps);
    }

    public static VerificationTimeline of(RunState run) {
        Duration interval = run.verification()
                .map(ReleaseEvent.VerificationBegan::interval)
                .filter(every -> every.toMillis() > 0)
                .orElseGet(() -> usualDistance(run.samples()));
        List<Instant> moments = Stream.concat(
                        run.samples().stream().map(Sample::at),
                        run.metrics().stream().map(MetricSample::at))
                .distinct()
                .sorted()
                .toList();
        List<Gap> gaps = gaps(moments, interval);
        return new VerificationTimeline(interval, slices(run, moments, gaps, interval), gaps);
    }

    /** A round that is late by less than half an interval is late, not missed. */
    private static List<Gap> gaps(List<Instant> moments, Duration interval) {
        List<Gap> gaps = new ArrayList<>();
        for (int i = 1; i < moments.size(); i++) {
            Duration distance = Duration.between(moments.get(i - 1), moments.get(i));
            if (distance.multipliedBy(2).compareTo(interval.multipliedBy(3)) > 0) {
                gaps.add(Gap.between(moments.get(i - 1), moments.get(i), interval));
            }
        }
        return gaps.stream()
                .sorted(Comparator.comparing(Gap::missedRounds).reversed())
                .limit(GAPS)
                .sorted(Comparator.comparing(Gap::from))
                .toList();
    }

    private static List<TimelineBucket> slices(RunState run, List<Instant> moments, List<Gap> gaps, Duration interval) {
        if (moments.isEmpty()) {
            return List.of();
        }
        NavigableMap<Instant, Integer> stretches = new TreeMap<>();
        stretches.put(moments.get(0), 0);
        gaps.forEach(gap -> stretches.put(gap.until(), stretches.size()));

        long missed = gaps.stream().mapToLong(Gap::missedRounds).sum();
        long span = Duration.between(moments.get(0), moments.get(moments.size() - 1))
                .toMillis();
        long rounds = Math.max(1, span / interval.toMillis() + 1 - missed);
        long width = interval.toMillis() * ((rounds + SLICES - 1) / SLICES);

        NavigableMap<Instant, SliceBuilder> slices = new TreeMap<>();
        VersionProbe.counted(run.samples())
                .forEach(sample -> slice(slices, stretches, sample.at(), interval, width)
                        .samples
                        .add(sample));
        run.metrics()
                .forEach(sample -> slice(slices, stretches, sample.at(), interval, width)
                        .metrics
                        .add(sample));
        return slices.values().stream().map(SliceBuilder::build).toList();
    }

    /** The slice into which a moment falls. Rounds count from the beginning of the stretch, so a restart shifts none. */
    private static SliceBuilder slice(
            NavigableMap<Instant, SliceBuilder> slices,
            NavigableMap<Instant, Integer> stretches,
            Instant at,
            Duration interval,
            long width) {
        Map.Entry<Instant, Integer> stretch = stretches.floorEntry(at);
        long millis = Duration.between(stretch.getKey(), at).toMillis() + interval.toMillis() / 2;
        Instant begin = stretch.getKey().plusMillis(millis / width * width);
        return slices.computeIfAbsent(begin, key -> new SliceBuilder(stretch.getValue()));
    }

    /** What records without it tell about the interval: the usual distance between two samples of the same check. */
    private static Duration usualDistance(List<Sample> samples) {
        Map<String, Instant> latest = new HashMap<>();
        List<Duration> distances = new ArrayList<>();
        for (Sample sample : samples) {
            Instant before = latest.put(sample.check(), sample.at());
            if (before != null && sample.at().isAfter(before)) {
                distances.add(Duration.between(before, sample.at()));
            }
        }
        distances.sort(Comparator.naturalOrder());
        return distances.stream()
                .skip(distances.size() / 2)
                .findFirst()
                .filter(middle -> middle.toMillis() > 0)
                .orElse(USUAL_INTERVAL);
    }

    private static final class SliceBuilder {
        private final int stretch;
        private final List<Sample> samples = new ArrayList<>();
        private final List<MetricSample> metrics = new ArrayList<>();

        SliceBuilder(int stretch) {
            this.stretch = stretch;
        }

        TimelineBucket build() {
            Instant at = Stream.concat(
                            samples.stream().map(Sample::at), metrics.stream().map(MetricSample::at))
                    .min(Comparator.naturalOrder())
                    .orElseThrow();
            return new TimelineBucket(at, stretch, samples, metrics);
        }
    }
}
