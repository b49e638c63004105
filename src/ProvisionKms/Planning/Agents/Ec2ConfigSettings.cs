using System.Xml;
using System.Xml.Linq;

namespace ProvisionKms.Planning.Agents;

/// <summary>
/// Config.xml and ActivationSettings.xml of EC2Config: the plug-in Ec2WindowsActivate, and the KMS server that it sets.
/// https://docs.aws.amazon.com/AWSEC2/latest/WindowsGuide/ec2config-service.html
/// </summary>
internal static class Ec2ConfigSettings
{
    /// <returns>Null when Config.xml is not well-formed.</returns>
    public static AgentSettings? Read(string config, string? activation)
    {
        if (Parse(config) is not { } plugins)
        {
            return null;
        }

        var isOn = plugins.Descendants("Plugin").Any(p =>
            Is(p.Element("Name"), "Ec2WindowsActivate") && Is(p.Element("State"), "Enabled"));
        var host = activation is null ? null : Parse(activation)?.Descendants("TargetKMSServer").Select(s => s.Value.Trim()).FirstOrDefault(s => s.Length > 0);
        return isOn ? new(false, true, host, true) : AgentSettings.Nothing;
    }

    private static bool Is(XElement? element, string text) => string.Equals(element?.Value.Trim(), text, StringComparison.OrdinalIgnoreCase);

    private static XDocument? Parse(string text)
    {
        try
        {
            var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null };
            using var reader = XmlReader.Create(new StringReader(text.TrimStart('\uFEFF')), settings);
            return XDocument.Load(reader);
        }
        catch (XmlException)
        {
            return null;
        }
    }
}
