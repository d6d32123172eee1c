/** What a response is for: to count, to act on what cannot wait, to keep the record. */
export type NrmPurpose = "statistics" | "alert" | "record";
