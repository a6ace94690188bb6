import hudson.init.InitMilestone
import jenkins.model.Jenkins
import jenkins.model.JenkinsLocationConfiguration
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition
import org.jenkinsci.plugins.workflow.job.WorkflowJob

// The demo jobs, with the Jenkinsfiles of the shop as they are now.
def jenkins = Jenkins.get()
[
  'octoacme-shop': ['Jenkinsfile', 'Releases the demo shop. Start it as devops, then decide as pm and qa.'],
  'without-a-go': ['WithoutGo.Jenkinsfile', 'Tries ten ways to get the key of production without its Go, and then the right one: qa says Go.']
].each { name, what ->
  def job = jenkins.getItem(name) ?: jenkins.createProject(WorkflowJob, name)
  job.definition = new CpsFlowDefinition(new File(System.getenv('OCTOACME_SOURCES'), what[0]).text, true)
  job.description = what[1]
  job.save()
}

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
