namespace Registry.Sealing;

/// <summary>A custodian whose unwraps stand in the book, to be compared with what its vault says of them.</summary>
/// <param name="custodian">The custodian.</param>
/// <param name="clock">Of the book.</param>
public sealed class CountedCustodian(IKeyCustodian custodian, TimeProvider clock) : IKeyCustodian
{
    private readonly Lock gate = new();
    private readonly List<BookEntry> before = [];
    private ReleaseBook? book;

    /// <summary>From now on entries go to the book; those of before, which its own key had to be unwrapped for, are written now.</summary>
    public void WriteTo(ReleaseBook target)
    {
        ArgumentNullException.ThrowIfNull(target);
        lock (gate)
        {
            foreach (var entry in before)
                target.Append(entry);
            before.Clear();
            book = target;
        }
    }

    /// <inheritdoc/>
    public Task<int?> CurrentEpoch(CancellationToken cancel) => custodian.CurrentEpoch(cancel);

    /// <inheritdoc/>
    public Task<int> CreateEpoch(CancellationToken cancel) => custodian.CreateEpoch(cancel);

    /// <inheritdoc/>
    public Task<byte[]> WrapEpochKey(int epoch, ReadOnlyMemory<byte> key, CancellationToken cancel) => custodian.WrapEpochKey(epoch, key, cancel);

    /// <inheritdoc/>
    public async Task<byte[]> UnwrapEpochKey(int epoch, ReadOnlyMemory<byte> wrapped, CancellationToken cancel)
    {
        var key = await custodian.UnwrapEpochKey(epoch, wrapped, cancel);
        var entry = BookEntry.Of(BookKind.EpochUnwrapped, clock.GetUtcNow(), epoch: epoch);
        lock (gate)
        {
            if (book is null)
                before.Add(entry);
            else
                book.Append(entry);
        }

        return key;
    }
}
