using System.Runtime.CompilerServices;

namespace ProvisionKms.Imaging.Interop.Dism;

/// <summary>
/// DISM's functions with managed manners and the names of the package Microsoft.Dism, so that its users find their way and
/// it can take this one's place. DISM is not made for two calls at a time: they wait for each other here.
/// </summary>
internal static partial class DismApi
{
    private static readonly Lock Gate = new();

    /// <param name="logFilePath">Null: Windows\Logs\DISM\dism.log.</param>
    /// <param name="scratchDirectory">Null: the folder for temporary files.</param>
    public static void Initialize(DismLogLevel logLevel, string? logFilePath, string? scratchDirectory)
    {
        DismLibrary.EnsureLoaded();
        CheckWithoutMessage(() => DismNative.DismInitialize(logLevel, logFilePath, scratchDirectory));
    }

    public static void Shutdown() => CheckWithoutMessage(DismNative.DismShutdown);

    /// <summary>Before the one and after the other, DISM has no messages to ask for.</summary>
    private static void CheckWithoutMessage(Func<int> call, [CallerMemberName] string operation = "")
    {
        lock (Gate)
        {
            var hresult = call();
            if (!DismException.IsSuccess(hresult))
            {
                throw new DismException(hresult, operation, null);
            }
        }
    }

    private static void Check(Func<int> call, [CallerMemberName] string operation = "")
    {
        lock (Gate)
        {
            ThrowIfFailed(call(), operation);
        }
    }

    /// <summary>For functions that take a session: DISM may ask for it to be opened anew.</summary>
    private static void Check(DismSession session, Func<uint, int> call, [CallerMemberName] string operation = "")
    {
        lock (Gate)
        {
            Settle(session, call(session.Handle), operation);
        }
    }

    private static void Settle(DismSession session, int hresult, string operation)
    {
        ThrowIfFailed(hresult, operation);
        session.RebootRequired |= (DismResult)(uint)hresult is DismResult.RebootRequired or DismResult.RebootRequiredHResult;
        if ((DismResult)(uint)hresult == DismResult.ReloadSession)
        {
            ThrowIfFailed(session.Close(), nameof(CloseSession));
            ThrowIfFailed(session.Open(), nameof(OpenOfflineSession));
        }
    }

    /// <summary>The only one. Under the lock: DISM's last message is that of the last call.</summary>
    private static void ThrowIfFailed(int hresult, string operation)
    {
        if (!DismException.IsSuccess(hresult))
        {
            throw new DismException(hresult, operation, GetLastErrorMessage());
        }
    }
}
