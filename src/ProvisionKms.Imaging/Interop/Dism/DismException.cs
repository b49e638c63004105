using System.Globalization;

namespace ProvisionKms.Imaging.Interop.Dism;

/// <summary>DISM refused. Keeps the raw HRESULT; the message is DISM's own, where it had one.</summary>
internal sealed class DismException : Exception
{
    public DismException(int hresult, string operation, string? message)
        : base($"{operation}: {(string.IsNullOrWhiteSpace(message) ? "no message" : message.Trim())} (0x{hresult.ToString("X8", CultureInfo.InvariantCulture)})") =>
        (HResult, Operation) = (hresult, operation);

    public DismResult Result => (DismResult)(uint)HResult;

    /// <summary>The function that refused.</summary>
    public string Operation { get; }

    public static bool IsSuccess(int hresult) => (DismResult)(uint)hresult is
        DismResult.Ok or DismResult.ReloadSession or DismResult.RebootRequired or DismResult.RebootRequiredHResult;

    /// <summary>What DISM returns once the cancel event is set, as an HRESULT or as the bare Windows error.</summary>
    public static bool IsCancellation(int hresult) =>
        (uint)hresult is (uint)DismResult.Cancelled or (uint)DismResult.RequestAborted or (uint)DismResult.Aborted or 1223 or 1235;
}
