using System;
using System.Diagnostics;
using System.IO;
using ProvisionKms.MSBuild.Interop;

namespace ProvisionKms.MSBuild;

/// <summary>
/// The running tool, asked to stop before it is made to: MSBuild ends a cancelled program by force, after which temporary files are left
/// until the next run. On Windows the console has told it already.
/// </summary>
internal static class ToolProcess
{
    /// <summary>It undoes what it has begun; a large image that has just been written is a file to delete.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    public static void Stop(Process process)
    {
        try
        {
            if (Path.DirectorySeparatorChar == '/')
            {
                _ = Signals.Send(process.Id, Signals.Terminate);
            }

            process.WaitForExit((int)s_patience.TotalMilliseconds);
        }
        catch (InvalidOperationException)
        {
            // It has ended by itself.
        }
    }
}
