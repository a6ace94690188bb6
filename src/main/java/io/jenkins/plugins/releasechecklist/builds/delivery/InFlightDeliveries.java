package io.jenkins.plugins.releasechecklist.builds.delivery;

import hudson.Extension;
import hudson.ExtensionList;
import io.jenkins.plugins.releasechecklist.builds.record.BackgroundWork;
import io.jenkins.plugins.releasechecklist.engine.record.state.DeliveryState;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;

/** The deliveries that are being sent by this Jenkins, so that nothing is sent by two threads at the same time. Thread-safe. */
@Extension
public final class InFlightDeliveries {
    private final ConcurrentMap<String, FutureTask<DeliveryState>> underWay = new ConcurrentHashMap<>();

    static InFlightDeliveries get() {
        return ExtensionList.lookupSingleton(InFlightDeliveries.class);
    }

    /** Begins to send in the background; where that goes on already, the future is of what goes on. */
    Future<DeliveryState> start(String delivery, Callable<DeliveryState> send) {
        FutureTask<DeliveryState> mine = new FutureTask<>(send) {
            @Override
            protected void done() {
                underWay.remove(delivery, this);
            }
        };
        FutureTask<DeliveryState> first = underWay.putIfAbsent(delivery, mine);
        if (first != null) {
            return first;
        }
        BackgroundWork.submit(mine);
        return mine;
    }
}
