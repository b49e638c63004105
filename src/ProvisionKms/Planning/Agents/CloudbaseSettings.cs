namespace ProvisionKms.Planning.Agents;

/// <summary>
/// cloudbase-init.conf, in the ini form of oslo.config: section [DEFAULT], <c>#</c> and <c>;</c> comments, a value goes on
/// in the lines below that begin with a blank, the last of several counts. Licensing is a plug-in; a list of plug-ins
/// without it switches it off. https://cloudbase-init.readthedocs.io/en/latest/plugins.html#licensing-main
/// </summary>
internal static class CloudbaseSettings
{
    private const string Plugin = "WindowsLicensingPlugin";

    public static AgentSettings Read(string text)
    {
        var options = Options(text);
        if (options.TryGetValue("plugins", out var plugins) && !plugins.Contains(Plugin, StringComparison.Ordinal))
        {
            return AgentSettings.Nothing;
        }

        var host = options.GetValueOrDefault("kms_host", "").Trim('"', '\'', ' ');
        var isNamed = host.Length > 0 && !host.Equals("None", StringComparison.OrdinalIgnoreCase);
        return new(
            IsOn(options, "set_kms_product_key") || IsOn(options, "set_avma_product_key"),
            isNamed,
            isNamed ? host : null,
            IsOn(options, "activate_windows"));
    }

    private static bool IsOn(Dictionary<string, string> options, string name) =>
        options.GetValueOrDefault(name, "").Trim().ToLowerInvariant() is "true" or "1" or "on" or "yes";

    private static Dictionary<string, string> Options(string text)
    {
        var options = new Dictionary<string, string>(StringComparer.Ordinal);
        var (isDefault, last) = (false, (string?)null);
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n'))
        {
            if (line.Length > 0 && char.IsWhiteSpace(line[0]))
            {
                Continue(options, last, line.Trim());
                continue;
            }

            var trimmed = line.TrimEnd();
            if (trimmed is "" or ['#' or ';', ..])
            {
                continue;
            }

            if (trimmed.StartsWith('['))
            {
                (isDefault, last) = (trimmed.Equals("[DEFAULT]", StringComparison.OrdinalIgnoreCase), null);
                continue;
            }

            var separator = trimmed.IndexOfAny(['=', ':']);
            last = isDefault && separator > 0 ? trimmed[..separator].Trim().Replace('-', '_') : null;
            if (last is not null)
            {
                options[last] = trimmed[(separator + 1)..].Trim();
            }
        }

        return options;
    }

    private static void Continue(Dictionary<string, string> options, string? name, string line)
    {
        if (name is not null && line is not ("" or ['#' or ';', ..]))
        {
            options[name] += " " + line;
        }
    }
}
