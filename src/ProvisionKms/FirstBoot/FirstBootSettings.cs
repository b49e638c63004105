using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ProvisionKms.Catalog;
using ProvisionKms.Recipes;

namespace ProvisionKms.FirstBoot;

/// <summary>What the activation script is told. Written beside it as data, so that the script is the same for every recipe.</summary>
/// <param name="Key">
/// The key to install. Null: the installed one is kept, as with a MAK that the answer file has installed already.
/// </param>
/// <param name="Kms">The KMS host; for <see cref="ActivationMethod.Kms"/> only.</param>
/// <param name="Deadline">First boot is not held longer than this.</param>
/// <param name="RetryTask">Whether a scheduled task goes on after the deadline.</param>
/// <param name="ConvertTo">The EditionID of the target when the image is an evaluation, else null.</param>
public sealed record FirstBootSettings(
    ActivationMethod Method,
    ProductKey? Key,
    KmsHost? Kms,
    int Attempts,
    TimeSpan Interval,
    TimeSpan Deadline,
    bool RetryTask,
    string? ConvertTo)
{
    /// <summary>Raised when a script that understands only an older file would do something wrong with a newer one.</summary>
    public const int FormatVersion = 1;

    /// <summary>set /a of cmd.exe counts in 32 bits; a day is far from that, and longer than anyone holds a first boot.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    /// <summary>A multiple activation key is a secret; the public client keys are not.</summary>
    private bool KeyIsSecret => Method == ActivationMethod.Mak;

    /// <summary>The text of settings.ini: ASCII, CRLF, <c>;</c> comments, <c>Name=value</c>. docs/first-boot.md documents the names.</summary>
    /// <exception cref="ArgumentException">A value that lint should have refused, or settings that do not belong together.</exception>
    public string ToIni()
    {
        Check();
        var text = new StringBuilder();
        text.Append("; Settings of Activate.cmd in this folder. Data: read by it, never executed.\r\n");
        Add("FormatVersion", Number(FormatVersion));
        Add("Method", MethodId());
        Add("Key", Key?.Reveal());
        Add("KeyShown", KeyIsSecret ? Key?.ToString() : Key?.Reveal());
        Add("KeyLastFive", Key?.LastFive);
        Add("KeyIsSecret", Key is null ? null : Flag(KeyIsSecret));
        Add("KmsHost", Kms?.Name);
        Add("KmsPort", Kms is null ? null : Number(Kms.Port));
        Add("Attempts", Number(Attempts));
        Add("IntervalSeconds", Number(Seconds(Interval)));
        Add("DeadlineSeconds", Number(Seconds(Deadline)));
        Add("RetryTask", Flag(RetryTask));
        Add("ConvertTo", ConvertTo);
        Add("SettingsId", Id());
        return text.ToString();

        void Add(string name, string? value)
        {
            if (value is not null)
            {
                text.Append(name).Append('=').Append(value).Append("\r\n");
            }
        }
    }

    /// <summary>Tells the script whether what it noted on the machine is about these settings. Nothing of a secret is in it.</summary>
    private string Id()
    {
        var told = string.Create(CultureInfo.InvariantCulture,
            $"{Method}|{Key?.LastFive}|{Kms}|{Attempts}|{Interval}|{Deadline}|{RetryTask}|{ConvertTo}");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(told)).AsSpan(0, 8));
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Flag(bool value) => value ? "1" : "0";

    /// <summary>Whole seconds, rounded up: a wait of half a second must not become none.</summary>
    private static int Seconds(TimeSpan value) => (int)Math.Ceiling(value.TotalSeconds);

    private string MethodId() => Method switch
    {
        ActivationMethod.Kms => "kms",
        ActivationMethod.KmsDiscovery => "kms-discovery",
        ActivationMethod.ActiveDirectory => "active-directory",
        ActivationMethod.Avma => "avma",
        ActivationMethod.Mak => "mak",
        _ => throw new ArgumentException($"unknown activation method {Method}"),
    };

    private void Check()
    {
        Require(Method == ActivationMethod.Kms == Kms is not null, "a KMS host belongs to the method kms, and only to it");
        Require(Method != ActivationMethod.Avma || Key is not null, "this method needs a key");
        Require(Key is null || IsPlain(Key.Reveal().Replace("-", "", StringComparison.Ordinal), 25), "the key is no product key");
        Require(Attempts is > 0 and <= 10_000, "the number of attempts is out of range");
        Require(Interval >= TimeSpan.Zero && Interval <= Longest, "the interval is out of range");
        Require(Deadline >= TimeSpan.Zero && Deadline <= Longest, "the deadline is out of range");
        Require(ConvertTo is null || IsPlain(ConvertTo, 64), "the target edition is no EditionID");
        Require(ConvertTo is null || Key is not null, "the conversion of an evaluation edition needs a key");
    }

    private static bool IsPlain(string text, int longest) =>
        text.Length > 0 && text.Length <= longest && text.All(char.IsAsciiLetterOrDigit);

    private static void Require(bool holds, string message)
    {
        if (!holds)
        {
            throw new ArgumentException(message);
        }
    }
}
