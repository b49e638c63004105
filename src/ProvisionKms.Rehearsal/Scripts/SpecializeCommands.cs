using System.Globalization;
using System.Xml;
using System.Xml.Linq;

namespace ProvisionKms.Rehearsal.Scripts;

/// <summary>
/// The commands that Windows Setup runs in the specialize pass: RunSynchronous of Microsoft-Windows-Deployment, by their
/// Order (learn.microsoft.com, "Microsoft-Windows-Deployment RunSynchronous").
/// </summary>
internal static class SpecializeCommands
{
    private static readonly XNamespace Unattend = "urn:schemas-microsoft-com:unattend";

    public static IReadOnlyList<string> Of(byte[] answerFile)
    {
        // One architecture is one machine: the first that has commands stands for all.
        var component = Read(answerFile).Root?.Elements(Unattend + "settings")
            .Where(s => (string?)s.Attribute("pass") == "specialize")
            .Elements(Unattend + "component")
            .FirstOrDefault(c => (string?)c.Attribute("name") == "Microsoft-Windows-Deployment" && Commands(c).Any());
        return component is null ? [] : [.. Commands(component).OrderBy(c => c.Order).Select(c => c.Path)];
    }

    private static IEnumerable<(int Order, string Path)> Commands(XElement component) =>
        from command in component.Elements(Unattend + "RunSynchronous").Elements(Unattend + "RunSynchronousCommand")
        let path = (string?)command.Element(Unattend + "Path")
        where !string.IsNullOrWhiteSpace(path)
        select (int.TryParse((string?)command.Element(Unattend + "Order"), NumberStyles.Integer, CultureInfo.InvariantCulture, out var order) ? order : int.MaxValue, path.Trim());

    private static XDocument Read(byte[] content)
    {
        using var reader = XmlReader.Create(new MemoryStream(content), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
        return XDocument.Load(reader);
    }
}
