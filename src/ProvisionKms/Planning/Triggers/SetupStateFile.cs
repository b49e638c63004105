using System.Text;

namespace ProvisionKms.Planning.Triggers;

/// <summary>
/// %WINDIR%\Setup\State\State.ini, the second place of ImageState: section [State], documented with the first.
/// https://learn.microsoft.com/windows-hardware/manufacture/desktop/windows-setup-states
/// </summary>
public static class SetupStateFile
{
    public static string? Read(byte[] content)
    {
        var text = content.AsSpan().StartsWith<byte>([0xFF, 0xFE]) ? Encoding.Unicode.GetString(content) : Encoding.Latin1.GetString(content);
        var section = text.Trim('\uFEFF').ReplaceLineEndings("\n").Split('\n').Select(line => line.Trim())
            .SkipWhile(line => !line.Equals("[State]", StringComparison.OrdinalIgnoreCase))
            .Skip(1)
            .TakeWhile(line => !line.StartsWith('['));
        return section
            .Select(line => line.Split('=', 2))
            .Where(pair => pair.Length == 2 && pair[0].Trim().Equals(WindowsLayout.ImageStateName, StringComparison.OrdinalIgnoreCase))
            .Select(pair => pair[1].Trim())
            .FirstOrDefault(state => state.Length > 0);
    }
}
