using System.Collections.ObjectModel;
using System.Runtime.ExceptionServices;
using ProvisionKms.Diagnostics;

namespace ProvisionKms.Provisioning;

/// <summary>
/// Does the same to several images at the same time: reading an image is mostly decompression, and sessions allow one
/// thread per image. Findings of all images are collected before the work stops.
/// </summary>
internal static class PerImage
{
    public static IReadOnlyList<TResult> Do<T, TResult>(IReadOnlyList<T> images, Func<T, TResult> work, CancellationToken cancellation)
    {
        var results = new TResult[images.Count];
        try
        {
            Parallel.For(0, images.Count, new ParallelOptions { CancellationToken = cancellation, MaxDegreeOfParallelism = Environment.ProcessorCount }, i => results[i] = work(images[i]));
        }
        catch (AggregateException e)
        {
            Rethrow(e.Flatten().InnerExceptions, cancellation);
        }

        return results;
    }

    private static void Rethrow(ReadOnlyCollection<Exception> failures, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        if (failures.All(f => f is ProvisionException))
        {
            throw new ProvisionException(failures.Cast<ProvisionException>().SelectMany(f => f.Diagnostics), failures[0]);
        }

        ExceptionDispatchInfo.Throw(failures.First(f => f is not ProvisionException));
    }
}
