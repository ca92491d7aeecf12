using System.Text;
using Registry.AccessLog;

namespace Registry.Store.Log;

/// <summary>One checkpoint and the cosignatures it has got so far. Safe for the requests that end at the same time.</summary>
internal sealed class WitnessRound
{
    private readonly Lock gate = new();
    private readonly HashSet<VerifierKey> asked = [];
    private SignedNote note;
    private int kept;

    /// <param name="signed">As it was signed and kept.</param>
    /// <param name="begun">Timestamp of the clock.</param>
    public WitnessRound(StoredCheckpoint signed, long begun)
    {
        Signed = signed;
        Begun = begun;
        note = SignedNote.Parse(Encoding.UTF8.GetBytes(signed.Note));
        kept = note.Signatures.Count;
    }

    public StoredCheckpoint Signed { get; }

    public TreeHead Head => Signed.Head;

    public long Begun { get; }

    /// <summary>The note with every line so far.</summary>
    public SignedNote Note
    {
        get
        {
            lock (gate)
                return note;
        }
    }

    /// <summary>Claims the request of this round to a witness.</summary>
    public bool TakeTurn(VerifierKey witness)
    {
        lock (gate)
            return asked.Add(witness);
    }

    /// <summary>It failed and may be asked again.</summary>
    public void GiveBack(VerifierKey witness)
    {
        lock (gate)
            asked.Remove(witness);
    }

    /// <summary>Witnesses that were asked and have not failed.</summary>
    public int Asked
    {
        get
        {
            lock (gate)
                return asked.Count;
        }
    }

    public void Add(NoteSignature line)
    {
        lock (gate)
            note = note with { Signatures = [.. note.Signatures, line] };
    }

    /// <summary>The note, if it has lines that were not kept yet; from then on they count as kept.</summary>
    public SignedNote? Unkept()
    {
        lock (gate)
        {
            if (note.Signatures.Count == kept)
                return null;
            kept = note.Signatures.Count;
            return note;
        }
    }
}
