import hudson.init.InitMilestone
import jenkins.model.Jenkins
import jenkins.model.JenkinsLocationConfiguration
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition
import org.jenkinsci.plugins.workflow.job.WorkflowJob

// The demo job, with the Jenkinsfile of the shop as it is now.
def jenkins = Jenkins.get()
def job = jenkins.getItem('octoacme-shop') ?: jenkins.createProject(WorkflowJob, 'octoacme-shop')
job.definition = new CpsFlowDefinition(new File(System.getenv('OCTOACME_SOURCES'), 'Jenkinsfile').text, true)
job.description = 'Releases the demo shop. Start it as devops, then decide as pm and qa.'
job.save()

Thread.startDaemon('demo-banner') {
  while (jenkins.initLevel != InitMilestone.COMPLETED) {
    sleep 500
  }
  println """
================================================================================
  The demo is ready:  ${JenkinsLocationConfiguration.get().url}job/octoacme-shop/
  The demo shop:      ${System.getenv('OCTOACME_SHOP')}/

  People: pm, qa, devops, support, reader (and admin); every password is the name.
  Start the job as devops, sign the pre-release items, say Go as pm and as qa.
  Ctrl-C ends everything. What was released is kept until bin/demo --fresh.
================================================================================
"""
}
