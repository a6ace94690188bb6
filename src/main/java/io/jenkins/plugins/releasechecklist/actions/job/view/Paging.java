package io.jenkins.plugins.releasechecklist.actions.job.view;

import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;

/**
 * One part of a long list that runs from the highest build number to the lowest.
 *
 * @param rows the part
 * @param first the number of its first row in the list, from 1 on; 0 when it is empty
 * @param last that of the last one
 * @param total how many rows there are
 * @param newer whether there is a part before it
 * @param newerBefore the build before which that part begins; empty when it is the first one
 * @param older the build before which the next part begins; empty when there is none
 * @param <T> what a row is
 */
public record Paging<T>(
        List<T> rows,
        int first,
        int last,
        int total,
        boolean newer,
        Optional<Integer> newerBefore,
        Optional<Integer> older) {
    public Paging {
        rows = List.copyOf(rows);
    }

    /**
     * Cuts the part out.
     *
     * @param all the list, the newest build first
     * @param before only builds before this one
     * @param size how many rows a part has at most
     */
    static <T> Paging<T> of(List<T> all, int before, int size, ToIntFunction<T> build) {
        int from = (int)
                all.stream().filter(row -> build.applyAsInt(row) >= before).count();
        int until = Math.min(all.size(), from + size);
        int previous = Math.max(0, from - size);
        return new Paging<>(
                all.subList(from, until),
                until > from ? from + 1 : 0,
                until,
                all.size(),
                from > 0,
                previous > 0 ? Optional.of(build.applyAsInt(all.get(previous - 1))) : Optional.empty(),
                until < all.size() && until > 0 ? Optional.of(build.applyAsInt(all.get(until - 1))) : Optional.empty());
    }
}
