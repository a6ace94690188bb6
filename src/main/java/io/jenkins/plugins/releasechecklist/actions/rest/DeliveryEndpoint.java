package io.jenkins.plugins.releasechecklist.actions.rest;

import hudson.model.Run;
import io.jenkins.plugins.releasechecklist.builds.decision.Approver;
import io.jenkins.plugins.releasechecklist.builds.delivery.Deliveries;
import io.jenkins.plugins.releasechecklist.config.ReleasePermissions;
import io.jenkins.plugins.releasechecklist.engine.report.json.DeliveryJson;
import java.io.IOException;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.interceptor.RequirePOST;

/** {@code deliveries/ID}: a message to a channel. */
@Restricted(NoExternalUse.class)
public final class DeliveryEndpoint {
    private final Run<?, ?> run;
    private final String id;

    public DeliveryEndpoint(Run<?, ?> run, String id) {
        this.run = run;
        this.id = id;
    }

    /** {@code POST deliveries/ID/resend}: it failed, and is sent again with the same id. Whoever holds a role may ask for it. */
    @RequirePOST
    public HttpResponse doResend() throws IOException {
        return DecisionAnswer.to(
                run,
                ReleasePermissions.APPROVE,
                "delivery-" + id,
                reading -> DeliveryJson.of(Deliveries.of(run, reading.record()).resend(Approver.current(), id)));
    }
}
