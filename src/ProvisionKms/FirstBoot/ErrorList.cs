using System.Globalization;
using ProvisionKms.Catalog;

namespace ProvisionKms.FirstBoot;

/// <summary>errors.txt: what the activation script knows of error codes. docs/first-boot.md documents its lines.</summary>
internal static class ErrorList
{
    internal static string Text(IEnumerable<ActivationError> errors) => string.Concat(errors.Select(Line));

    private static string Line(ActivationError error)
    {
        var what = error.IsFatal ? "fatal" : "retry";
        return string.Create(CultureInfo.InvariantCulture, $"{error.Code}|{error.ExitCode}|{what}|{error.Meaning}|{error.Remedy}\r\n");
    }
}
