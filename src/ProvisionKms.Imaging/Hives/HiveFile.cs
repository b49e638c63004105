using ProvisionKms.Diagnostics;
using ProvisionKms.Images;
using ProvisionKms.Imaging.Interop.Hivex;

namespace ProvisionKms.Imaging.Hives;

/// <summary>
/// Registry hives as files of this machine, for every kind of image. hivex does the work; what it would trust without
/// need is checked first (<see cref="HiveView"/>, <see cref="HiveBins"/>, <see cref="HiveKeyCheck"/>), because a hive comes
/// from an image and an image is anybody's.
/// </summary>
internal static class HiveFile
{
    /// <summary>Opens for reading; the file must not be changed meanwhile.</summary>
    /// <param name="displayName">The path inside the image, for messages.</param>
    /// <param name="logs">Those of its transaction logs that exist.</param>
    /// <exception cref="ProvisionException">The file is no hive or a damaged one, or hivex is not installed.</exception>
    internal static IRegistryHive Open(string hostPath, string displayName, IReadOnlyList<string> logs)
    {
        var view = HiveView.Open(hostPath, displayName);
        try
        {
            var bins = HiveBins.Check(view);
            var hive = OpenNative(hostPath, displayName, HivexOpenFlags.Read);
            return new RegistryHive(view, bins, hive, Condition(view.BaseBlock, logs));
        }
        catch
        {
            view.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Sets REG_SZ values; missing keys are made. When this throws, the file that was to be written is of no further use.
    /// Transaction logs are not looked at: the caller has asked for the condition before.
    /// </summary>
    /// <param name="target">Where the changed hive goes; null: into the file itself, which then belongs to the caller alone.</param>
    /// <returns>False when everything was there already and nothing was written.</returns>
    /// <exception cref="ProvisionException">The hive is damaged or dirty, or the file cannot be written.</exception>
    internal static bool SetValues(string hostPath, string displayName, IReadOnlyList<RegistryValue> values, string? target = null)
    {
        using var view = HiveView.Open(hostPath, displayName);
        ThrowIfNotClean(Condition(view.BaseBlock, []), displayName);
        var bins = HiveBins.Check(view);
        using var hive = OpenNative(hostPath, displayName, HivexOpenFlags.Write);
        try
        {
            return new HiveEditor(view, bins, hive, target).Set(values);
        }
        catch (HivexException failure) when (failure.Function == nameof(Hivex.hivex_commit))
        {
            throw new ProvisionException(Codes.CommitFailed, $"{displayName}: {failure.Message}", hint: Codes.CommitFailed.Hint, inner: failure);
        }
        catch (HivexException failure)
        {
            throw Damaged(displayName, failure);
        }
    }

    /// <summary>Whether the hive file alone is the whole truth; looks at its base block and the logs only.</summary>
    internal static HiveCondition ConditionOf(string hostPath, string displayName, IReadOnlyList<string> logs)
    {
        using var view = HiveView.Open(hostPath, displayName);
        return Condition(view.BaseBlock, logs);
    }

    /// <exception cref="ProvisionException">The hive is dirty or does not belong to its logs: Windows could undo the edit.</exception>
    internal static void ThrowIfNotClean(HiveCondition condition, string displayName)
    {
        var code = condition switch
        {
            HiveCondition.Dirty => Codes.HiveDirty,
            HiveCondition.PendingLog => Codes.HiveLogPending,
            _ => null,
        };
        if (code is not null)
        {
            throw new ProvisionException(code, code.Title, new SourceSpan(displayName), code.Hint);
        }
    }

    internal static ProvisionException Damaged(string displayName, HivexException failure) =>
        new(Codes.HiveDamaged, $"the registry hive is damaged: {failure.Message}", new SourceSpan(displayName), Codes.HiveDamaged.Hint, failure);

    private static HiveCondition Condition(BaseBlock block, IReadOnlyList<string> logs) => block switch
    {
        { IsDirty: true } => HiveCondition.Dirty,
        _ when logs.Any(log => TransactionLog.IsNewer(log, block)) => HiveCondition.PendingLog,
        _ => HiveCondition.Clean,
    };

    private static NativeHive OpenNative(string hostPath, string displayName, HivexOpenFlags flags)
    {
        try
        {
            return NativeHive.Open(hostPath, flags);
        }
        catch (HivexException failure)
        {
            throw Damaged(displayName, failure);
        }
    }
}
