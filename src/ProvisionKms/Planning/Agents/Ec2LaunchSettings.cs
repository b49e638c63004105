using ProvisionKms.Recipes.Text;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace ProvisionKms.Planning.Agents;

/// <summary>
/// agent-config.yml of EC2Launch v2, YAML or JSON: a task activateWindows points Windows to Amazon's KMS servers and
/// activates. https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2launch-v2-task-definitions.html
/// </summary>
internal static class Ec2LaunchSettings
{
    /// <summary>A real one has eight levels; each one makes the scanner slower for all that follows.</summary>
    private const int Deepest = 50;

    /// <returns>Null when it is not well-formed, or nested as no such file is.</returns>
    public static AgentSettings? Read(string text)
    {
        var (isTask, activates, depth) = (false, false, 0);
        try
        {
            // Only the events are read: no aliases are followed, and nothing is built.
            var events = new YamlEvents(text);
            while (events.Advance())
            {
                depth += events.Current?.NestingIncrease ?? 0;
                if (depth > Deepest)
                {
                    return null;
                }

                var scalar = (events.Current as Scalar)?.Value;
                activates |= isTask && scalar == "activateWindows";
                isTask = scalar == "task";
            }
        }
        catch (YamlException)
        {
            return null;
        }

        return activates ? new(false, true, null, true) : AgentSettings.Nothing;
    }
}
