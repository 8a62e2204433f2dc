SELECT count(*) = 1 FROM m_2021;
