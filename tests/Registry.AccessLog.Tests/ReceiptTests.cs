using System.Security.Cryptography;

namespace Registry.AccessLog.Tests;

public sealed class ReceiptTests : IDisposable
{
    private readonly Ed25519Key key = Ed25519Key.FromSeed(SHA256.HashData("receipts"u8));
    private readonly ReceiptSigner signer;
    private readonly LogPolicy policy;

    public ReceiptTests()
    {
        signer = new ReceiptSigner(ExportedLog.Origin, key);
        policy = LogPolicy.OfLog([signer.Key]);
    }

    [Fact]
    public async Task Every_leaf_of_every_batch_is_proven_from_the_edge_before_it_and_the_batch_alone()
    {
        var leaves = Vectors.Leaves;
        var edge = new RightEdge();
        for (var before = 0; before <= 70; before++)
        {
            foreach (var count in (int[])[1, 2, 3, 7, 8, 9, 64, 65])
            {
                var tree = new BatchTree(edge, leaves[before..(before + count)]);

                Assert.Equal(new TreeHead(before + count, Merkle.Root(leaves.AsSpan(0, before + count))), tree.Head);
                for (var index = before; index < before + count; index++)
                    Assert.True(InclusionProof.Verify(leaves[index], index, tree.Head, await tree.PathAsync(index)));
            }

            edge.Append(leaves[before]);
        }
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(4)]
    [InlineData(7)]
    public async Task A_leaf_outside_the_batch_has_no_path(long index)
    {
        var edge = new RightEdge();
        for (var i = 0; i < 5; i++)
            edge.Append(Vectors.Leaves[i]);
        var tree = new BatchTree(edge, Vectors.Leaves[5..7]);

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await tree.PathAsync(index));
    }

    [Fact]
    public async Task A_receipt_reads_back_as_it_was_and_every_flipped_bit_of_what_it_promises_is_refused()
    {
        var receipt = await Receipt();
        receipt.Verify(policy);
        var bytes = receipt.ToBytes();
        Assert.Equal(bytes, SignedReceipt.Parse(bytes).ToBytes());

        // The record id only helps to find the line and is not signed.
        for (var at = 0; at < bytes.Length; at = at == 0 ? 17 : at + 1)
            for (var bit = 0; bit < 8; bit++)
            {
                var changed = (byte[])bytes.Clone();
                changed[at] ^= (byte)(1 << bit);
                var refused = Record.Exception(() => SignedReceipt.Parse(changed).Verify(policy));
                Assert.True(refused is FormatException or VerificationFailedException, $"byte {at}, bit {bit}");
            }
    }

    [Fact]
    public async Task A_receipt_that_is_cut_or_longer_is_refused()
    {
        var bytes = (await Receipt()).ToBytes();

        Assert.All(Enumerable.Range(0, bytes.Length), length => Assert.Throws<FormatException>(() => SignedReceipt.Parse(bytes.AsSpan(0, length))));
        Assert.Throws<FormatException>(() => SignedReceipt.Parse([.. bytes, 0]));
        Assert.True(bytes.Length <= SignedReceipt.MaxBytes);
    }

    [Fact]
    public async Task What_a_receipt_signs_is_never_a_checkpoint_and_a_checkpoint_signs_no_receipt()
    {
        var receipt = await Receipt();
        var checkpoint = await new Checkpoint(ExportedLog.Origin, receipt.Head).SignAsync([new Ed25519NoteSigner(ExportedLog.Origin, key)]);

        Assert.Throws<FormatException>(() => Checkpoint.Parse(ReceiptStatement.Text(ExportedLog.Origin, receipt.Head)));
        Assert.Throws<FormatException>(() => Checkpoint.Parse(ReceiptStatement.Text("70000", receipt.Head)));
        Assert.Throws<VerificationFailedException>(() => (receipt with { Signature = checkpoint.Signatures[0].Signature }).Verify(policy));
    }

    [Fact]
    public async Task A_receipt_of_another_log_or_key_is_refused()
    {
        var receipt = await Receipt();
        using var other = Ed25519Key.FromSeed(SHA256.HashData("other"u8));

        Assert.Throws<VerificationFailedException>(() => receipt.Verify(LogPolicy.OfLog([new ReceiptSigner("log.test/other", key).Key])));
        Assert.Throws<VerificationFailedException>(() => receipt.Verify(LogPolicy.OfLog([new ReceiptSigner(ExportedLog.Origin, other).Key])));
    }

    public void Dispose() => key.Dispose();

    private async Task<SignedReceipt> Receipt()
    {
        var edge = new RightEdge();
        for (var i = 0; i < 5; i++)
            edge.Append(Merkle.Leaf(ExportedLog.Record(i).Entry()));
        var tree = new BatchTree(edge, [Merkle.Leaf(ExportedLog.Record(5).Entry()), Merkle.Leaf(ExportedLog.Record(6).Entry())]);
        return new SignedReceipt(
            ExportedLog.Record(5).Id, 5, ExportedLog.Record(5).Entry(), tree.Head, await tree.PathAsync(5), signer.Origin, signer.Key.KeyId, signer.Sign(tree.Head));
    }
}
